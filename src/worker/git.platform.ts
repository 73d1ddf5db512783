// The build takes `git.node` or `git.web` in place of this file; both have the same shape.
export { gitIn } from './git.node';
