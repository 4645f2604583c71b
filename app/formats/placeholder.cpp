namespace formats {} // replaced by the first real file
