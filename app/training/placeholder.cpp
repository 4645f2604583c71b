namespace training {} // replaced by the first real file
