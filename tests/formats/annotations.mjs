// Prints annotations with the official toolkit of GitHub Actions: one for each line of a file, a
// JSON list of the function of the toolkit, the message and the properties.

import { readFileSync } from 'node:fs';
import * as core from '@actions/core';

for (const line of readFileSync(process.argv[2], 'utf8').split('\n').filter(Boolean)) {
  const [level, message, properties] = JSON.parse(line);
  core[level](message, properties);
}
