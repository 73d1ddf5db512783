// The bundler takes `pipe.node` or `pipe.web` in place of this file; both have the same shape.
export { firstAnswer } from './pipe.node';
