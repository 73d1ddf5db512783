// The bundler takes `repository.node` or `repository.web` in place of this file; both have the same shape.
export { commitAll } from './repository.node';
