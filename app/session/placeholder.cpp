namespace session {} // replaced by the first real file
