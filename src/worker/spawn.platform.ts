// The build takes `spawn.node` or `spawn.web` in place of this file; both have the same shape.
export { readsPaths, spawn } from './spawn.node';
