// Keeps programs that run side by side to a core of their own.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/** The numbers of a list as Linux writes it: `0-2,5`. */
function numbersOf(list) {
  return list.split(',').flatMap((part) => {
    const [from, to = from] = part.split('-').map(Number);
    return Array.from({ length: to - from + 1 }, (_, i) => from + i);
  });
}

/**
 * For each of `lanes` the words before a command that keep it, with all that it starts, to one core: an editor and a browser of many
 * processes take a tenth to a fifth less of the machine than where these call each other across cores. Nothing where
 * there are more cores than lanes, or where that is not to be had.
 * @param {number} lanes
 * @returns {readonly (readonly string[])[]}
 */
export function coreOfLanes(lanes) {
  const none = Array.from({ length: lanes }, () => []);
  if (process.platform !== 'linux' || availableParallelism() !== lanes) return none;
  if (spawnSync('taskset', ['--version']).status !== 0) return none;
  const allowed = /^Cpus_allowed_list:\s*(\S+)$/m.exec(readFileSync('/proc/self/status', 'utf8'));
  const cores = numbersOf(allowed?.[1] ?? '');
  return cores.length < lanes ? none : none.map((_, i) => ['taskset', '-c', String(cores[i])]);
}
