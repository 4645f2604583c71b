namespace storage {} // replaced by the first real file
