// What npm runs after an installation.
import { build } from './build.mjs';
import { buildPage } from './build-page.mjs';
import { markInstalled } from './install.mjs';

await build();
// somebody waits for another part of the program: the page is built when it is needed
if (process.env.AVATAR_TRACKER_PAGE !== 'later') await buildPage();
markInstalled();
