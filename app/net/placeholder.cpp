namespace net {} // replaced by the first real file
