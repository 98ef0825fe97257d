/** Part of the key of everything that the importer writes: raise it when its output changes. */
export const IMPORTER_VERSION = 2;
