// `npm run test:calm`: the whole test run while two other programs keep two cores busy. A suite that is green here is green on
// anybody's machine. `-- --times N` repeats it and stops at the first run that fails.
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './vscode/provision.mjs';

const args = process.argv.slice(2);
const times = args.includes('--times') ? Number(args[args.indexOf('--times') + 1]) : 1;

// Each ends with this process, which it looks for now and then.
const BUSY = `for (;;) {
  const until = Date.now() + 1000;
  while (Date.now() < until) Math.sqrt(until);
  try { process.kill(${process.pid}, 0); } catch { process.exit(0); }
}`;
const busy = [1, 2].map(() => spawn(process.execPath, ['-e', BUSY], { stdio: 'ignore' }));
let code = 0;
for (let run = 1; run <= times && code === 0; run++) {
  if (times > 1) process.stdout.write(`\n=== run ${run} of ${times}, beside two busy programs\n`);
  const done = spawnSync(process.execPath, [join(root, 'scripts/test.mjs')], {
    cwd: root,
    stdio: 'inherit',
  });
  code = done.status ?? 1;
}
for (const one of busy) one.kill();
process.exit(code);
