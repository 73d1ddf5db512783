// The bundler takes `network.node` or `network.web` in place of this file; both have the same shape.
export { recordNetwork } from './network.node';
