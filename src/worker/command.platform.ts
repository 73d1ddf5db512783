// The build takes `command.node` or `command.web` in place of this file; both have the same shape.
export { commandsIn } from './command.node';
