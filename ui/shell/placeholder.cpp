namespace ui {} // replaced by the first real file
