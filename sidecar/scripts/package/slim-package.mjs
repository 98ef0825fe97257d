// The package as its users install it: what it needs to run, with the versions of the repository's lock file.

/** Without scripts, which build from sources, and without what only development needs. */
export function slimPackage({ scripts: _scripts, devDependencies: _dev, ...rest }) {
  return rest;
}

/** The lock file that belongs to `slimPackage`: the same versions and hashes, packages of development left out. */
export function slimLock(lock) {
  const { devDependencies: _dev, hasInstallScript: _install, ...root } = lock.packages[''];
  const kept = Object.entries(lock.packages).filter(([path, { dev }]) => path !== '' && dev !== true);
  return { ...lock, packages: { '': root, ...Object.fromEntries(kept) } };
}
