// The build takes `lock.node` or `lock.web` in place of this file; both have the same shape.
export { freeLock, takeLock } from './lock.node';
