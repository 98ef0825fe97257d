// What npm runs after an installation.
import { build } from './build.mjs';
import { markInstalled } from './install.mjs';

build();
markInstalled();
