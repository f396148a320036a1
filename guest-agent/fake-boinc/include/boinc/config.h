/* config.h - sources include it; there is nothing to configure. */
