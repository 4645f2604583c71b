namespace services {} // replaced by the first real file
