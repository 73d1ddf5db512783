// The build takes `api.node` or `api.web` in place of this file; both have the same shape.
export { apis } from './api.node';
