namespace domain {} // replaced by the first real file
