import tseslint from 'typescript-eslint';

const moduleMocks = ['mock', 'unstable_mockModule', 'doMock'].map((method) => ({
  selector: `CallExpression[callee.object.name="jest"][callee.property.name="${method}"]`,
  message: 'No module mocks: pass what the code needs as an argument.',
}));

const clocksAndDice = [
  {
    selector: 'MemberExpression[object.name="Date"][property.name="now"]',
    message: 'Time is an argument here.',
  },
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'Time is an argument here.' },
  {
    selector: 'MemberExpression[object.name="Math"][property.name="random"]',
    message: 'Randomness is an argument here.',
  },
];

export default tseslint.config(
  { ignores: ['node_modules/', 'cdk.out/', '.cache/', '.ci/', '*.js', '*.cjs', 'bin/kairos.js'] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      complexity: ['error', 10],
      'max-depth': ['error', 3],
      'max-params': ['error', 4],
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      eqeqeq: 'error',
      'no-restricted-syntax': ['error', ...moduleMocks],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-unnecessary-condition': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['core/**', 'app/**', 'demo/**'],
    rules: { 'no-restricted-syntax': ['error', ...moduleMocks, ...clocksAndDice] },
  },
  {
    files: ['tests/**', 'bench/**'],
    rules: { '@typescript-eslint/explicit-module-boundary-types': 'off' },
  },
);
