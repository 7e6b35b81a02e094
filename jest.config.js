/** @type {import('jest').Config} */
export default {
  rootDir: '.',
  roots: ['<rootDir>/tests'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['<rootDir>/tests/browser/', '<rootDir>/tests/torture/'],
  testEnvironment: '<rootDir>/tests/plain-environment.ts',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'es6' } },
    ],
  },
  // jest leaves one core idle by default; on two that is half of the machine.
  maxWorkers: '100%',
  testTimeout: 60_000,
};
