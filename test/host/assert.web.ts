import assert from 'assert';

// oxlint-disable-next-line import/no-default-export -- stands in for `node:assert/strict` in the web build
export default assert.strict;
