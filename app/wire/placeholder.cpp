namespace wire {} // replaced by the first real file
