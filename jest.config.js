// Tests run as compiled: what is tested is what ships (docs/adr/0005).
export default {
  testEnvironment: '<rootDir>/subgraphs/kit/dist/testing/jest-environment.js',
  runtime: '<rootDir>/subgraphs/kit/dist/testing/jest-runtime.js',
  transform: {},
  testMatch: ['<rootDir>/**/dist/**/*.test.js'],
  modulePathIgnorePatterns: ['<rootDir>/.turbo'],
  globalSetup: './subgraphs/kit/dist/testing/jest-setup.js',
  globalTeardown: './subgraphs/kit/dist/testing/jest-teardown.js',
  testTimeout: 60_000,
  maxWorkers: 2,
  // Of the tests in a file that say `it.concurrent`: they wait for processes of their own.
  maxConcurrency: 2,
}
