import js from '@eslint/js';
import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/** Which folders of src a layer must not import. `types: true` lets types through. */
const layers = [
  { target: 'src/core', from: ['protocol', 'worker', 'cli', 'webview', 'host'] },
  { target: 'src/protocol', from: ['worker', 'cli', 'webview', 'host'] },
  { target: 'src/worker', from: ['cli', 'webview', 'host'] },
  { target: 'src/cli', from: ['protocol', 'worker', 'webview', 'host'] },
  { target: 'src/webview', from: ['worker', 'cli', 'host'] },
  { target: 'src/host', from: ['cli', 'webview'] },
];

const zones = layers.flatMap(({ target, from }) =>
  from.map((room) => ({
    target: `./${target}`,
    from: `./src/${room}`,
    message: `${target} must not import src/${room}: arrows point down to core (see CONTRIBUTING.md).`,
  })),
);

/** What of the platform reaches the network. */
const network = ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'WebTransport'];
const door = 'Requests go through src/host/shared/request.ts.';

export default tseslint.config(
  { ignores: ['dist/', 'dist-test/', '.tsc/', '.vscode-test/', 'media/', 'test/fixtures/'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    plugins: { 'import-x': importX },
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones }],
      'import-x/no-default-export': 'error',
      'import-x/no-cycle': 'off',
      'no-console': 'error',
      'no-empty': ['error', { allowEmptyCatch: false }],
      eqeqeq: ['error', 'always'],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
    },
  },
  {
    files: ['src/core/**/*.ts', 'src/protocol/**/*.ts', 'src/webview/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: ['vscode', 'fs', 'path', 'os', 'child_process', 'crypto', 'worker_threads'],
          patterns: ['node:*'],
        },
      ],
    },
  },
  {
    files: ['src/host/**/*.ts', 'src/extension.ts'],
    rules: {
      'no-restricted-imports': ['error', { patterns: ['node:*'], paths: ['fs', 'path', 'os'] }],
    },
  },
  {
    // Every request goes through host/shared/request.ts, which asks no other server than the named one.
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['src/host/shared/request.ts'],
    rules: {
      'no-restricted-globals': ['error', ...network.map((name) => ({ name, message: door }))],
      'no-restricted-properties': [
        'error',
        ...['globalThis', 'self', 'window'].flatMap((object) =>
          network.map((property) => ({ object, property, message: door })),
        ),
        { property: 'sendBeacon', message: door },
      ],
    },
  },
  {
    files: ['src/**/*.node.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    files: ['src/cli/**/*.ts', 'test/**/*.{ts,tsx}'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['test/**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafeCalls: ['describe', 'it'] },
      ],
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        fetch: 'readonly',
        performance: 'readonly',
      },
    },
  },
);
