#!/usr/bin/env node
'use strict';
const { existsSync } = require('node:fs');
const { join } = require('node:path');

// A build is preferred; without one the sources run as they are, so that this works right after `npm ci`.
const root = join(__dirname, '..');
const compiled = join(root, 'dist', 'src', 'cli', 'main.js');
if (existsSync(compiled)) {
  require(compiled);
} else {
  require('tsx/cjs');
  require(join(root, 'src', 'cli', 'main.ts'));
}
