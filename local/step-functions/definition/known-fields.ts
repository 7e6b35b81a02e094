/**
 * The fields that the interpreter carries out, by what holds them. A field in an object's list is checked further;
 * any other is refused by name, so that nothing is skipped in silence.
 */
const STEP = ['Type', 'Comment', 'QueryLanguage', 'Next', 'End', 'Output', 'Assign'];

export const MACHINE_FIELDS: readonly string[] = [
  'Comment',
  'QueryLanguage',
  'StartAt',
  'States',
  'TimeoutSeconds',
  'Version',
];

export const STATE_FIELDS: Readonly<Record<string, readonly string[]>> = {
  Task: [...STEP, 'Resource', 'Arguments', 'TimeoutSeconds', 'HeartbeatSeconds', 'Retry', 'Catch'],
  Choice: ['Type', 'Comment', 'QueryLanguage', 'Output', 'Assign', 'Choices', 'Default'],
  Wait: [...STEP, 'Seconds', 'Timestamp'],
  Pass: STEP,
  Succeed: ['Type', 'Comment', 'QueryLanguage', 'Output'],
  Fail: ['Type', 'Comment', 'QueryLanguage', 'Error', 'Cause'],
  Parallel: [...STEP, 'Branches', 'Arguments', 'Retry', 'Catch'],
  Map: [
    ...STEP,
    'Items',
    'ItemReader',
    'ItemSelector',
    'ItemBatcher',
    'ItemProcessor',
    'MaxConcurrency',
    'ToleratedFailurePercentage',
    'ToleratedFailureCount',
    'ResultWriter',
    'Label',
    'Retry',
    'Catch',
  ],
};

export const INNER_FIELDS = {
  Retry: [
    'ErrorEquals',
    'IntervalSeconds',
    'BackoffRate',
    'MaxAttempts',
    'MaxDelaySeconds',
    'JitterStrategy',
    'Comment',
  ],
  Catch: ['ErrorEquals', 'Next', 'Output', 'Assign', 'Comment'],
  Choices: ['Condition', 'Next', 'Output', 'Assign', 'Comment'],
  Branches: ['StartAt', 'States', 'Comment'],
  ItemProcessor: ['StartAt', 'States', 'Comment', 'ProcessorConfig'],
  ProcessorConfig: ['Mode', 'ExecutionType'],
  ItemReader: ['Resource', 'Arguments', 'ReaderConfig'],
  ReaderConfig: ['InputType', 'MaxItems', 'ItemsPointer', 'CSVHeaderLocation', 'CSVHeaders', 'CSVDelimiter'],
  ItemBatcher: ['MaxItemsPerBatch', 'MaxInputBytesPerBatch', 'BatchInput'],
  ResultWriter: ['Resource', 'Arguments', 'WriterConfig'],
  WriterConfig: ['Transformation', 'OutputType'],
} as const;

/** Fields of which only these values are carried out. */
export const KNOWN_VALUES: Readonly<Record<string, readonly string[]>> = {
  QueryLanguage: ['JSONata'],
  JitterStrategy: ['FULL', 'NONE'],
  Mode: ['INLINE', 'DISTRIBUTED'],
  ExecutionType: ['STANDARD', 'EXPRESS'],
  InputType: ['JSON', 'JSONL', 'CSV'],
  CSVHeaderLocation: ['FIRST_ROW', 'GIVEN'],
  CSVDelimiter: ['COMMA', 'PIPE', 'SEMICOLON', 'SPACE', 'TAB'],
  Transformation: ['NONE', 'COMPACT', 'FLATTEN'],
  OutputType: ['JSON', 'JSONL'],
};

/** Fields whose content is the author's own data, not fields of the language. */
export const DATA_FIELDS: readonly string[] = [
  'Arguments',
  'Output',
  'Assign',
  'Items',
  'ItemSelector',
  'BatchInput',
];
