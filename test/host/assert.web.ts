import assert from 'assert';

// eslint-disable-next-line import-x/no-default-export -- stands in for `node:assert/strict` in the web build
export default assert.strict;
