namespace syncing {} // replaced by the first real file
