/** One finding of a cdk-nag pack that we live with, and why. */
export interface NagAcknowledgement {
  /** Matches the finding's rule, with the finding in brackets where the rule has several. */
  readonly rule: RegExp;
  /** Matches the path of the construct. */
  readonly construct: RegExp;
  readonly reason: string;
}

/** Every acknowledged finding. tests/infra fails on a finding that is not here and on an entry that no longer matches one. */
export const nagAcknowledgements: readonly NagAcknowledgement[] = [
  {
    rule: /^AwsSolutions-S1$/,
    construct: /Bucket/,
    reason:
      'Only functions of this application reach the buckets; CloudTrail data events are the audit, where an account turns them on.',
  },
  {
    rule: /^AwsSolutions-SMG4$/,
    construct: /TenantKeys|WriteKeys/,
    reason:
      'People rotate them: hashes are written under both keys while a rotation lasts, and apps get a new write key first.',
  },
  {
    rule: /^AwsSolutions-APIG4$/,
    construct: /FrontDoor\/Api/,
    reason: 'Segment SDKs authorise with a write key as basic-auth user name, which the function checks.',
  },
  {
    rule: /^AwsSolutions-APIG4$/,
    construct: /WayOut/,
    reason: 'Whoever has the signed link of a message may unsubscribe: RFC 8058 allows no sign-in.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::\*\]$/,
    construct: /Role\/DefaultPolicy/,
    reason: 'X-Ray\'s PutTraceSegments and PutTelemetryRecords take no resource but "*".',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::.*FailureBucket.*\/aws\/lambda\/\*\]$/,
    construct: /(IngestEvents|HandleUrgent|StartTriggers)\/Role\/DefaultPolicy/,
    reason: 'Lambda names the objects of failed batches itself, below this prefix.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::.*QuarantineBucket.*\/(json|bytes)\/\*\]$/,
    construct: /IngestEvents\/Role\/DefaultPolicy/,
    reason: 'One object for each refused message, named by where the message lay on the stream.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::.*LakeBucket.*\/\*\]$/,
    construct: /Lake\/Role\/DefaultPolicy/,
    reason: 'Firehose names the objects of the lake itself.',
  },
  {
    rule: /^Serverless-(LambdaDLQ|SNSRedrivePolicy)$/,
    construct: /Feedback\/HearProviders/,
    reason:
      'SNS and Lambda repeat a report for hours. One that is lost all the same changes no send: the message stays accepted, or UNKNOWN for people to see.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::<(WatchSources|DispatchMessages)Function\w+\.Arn>:\*\]$/,
    construct: /SchedulerRoleForTarget/,
    reason: "CDK's schedule target allows every version of this one function.",
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::.*ArtefactBucket.*\/persona\/\*\]$/,
    construct: /(Find|Name|Assign)Personas\/Role\/DefaultPolicy/,
    reason: 'Runs are named by the hash of their content, below this prefix.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::.*LakeBucket.*\/lake\/\*\]$/,
    construct: /FindPersonas\/Role\/DefaultPolicy/,
    reason: 'Reviews lie among all events of the lake, whose objects Firehose names.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::.*foundation-model.*\]$/,
    construct: /(Find|Name)Personas\/Role\/DefaultPolicy/,
    reason: 'An inference profile calls the one named model in whichever Region has room.',
  },
  {
    rule: /^Serverless-LambdaDLQ$/,
    construct: /((Find|Name|Assign)Personas|ErasePerson)\/Function/,
    reason: 'The state machine waits for their answers, retries and records failures.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::.*SnapshotBucket.*\/(exports\/)?\*\]$/,
    construct: /(FitModels|PublishModels|ScoreModels|Train)\/Role\/DefaultPolicy/,
    reason:
      'Files of a run are named by the run, and an export names its own; the bucket holds nothing else.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::.*ArtefactBucket.*\/cost-journal\/\*\]$/,
    construct: /Role\/DefaultPolicy/,
    reason: 'Batches of the cost journal are named by what was done; every function writes what it used.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::.*(ArtefactBucket|LakeBucket).*\/(copy|copy-runs|lake|proof)\/\*\]$/,
    construct: /(Copy|ErasePerson)\/(Batch)?Role\/DefaultPolicy/,
    reason: 'Objects below these prefixes are named by their content, by the run, or by Firehose.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::.*bedrock.*\]$/,
    construct: /(WriteCopy\/Role|BatchRole)\/DefaultPolicy/,
    reason:
      'Which model writes is the brand’s configuration, not the deployment’s; a profile answers from several Regions.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::.*states.*\]$/,
    construct: /Copy\/(Role\/DefaultPolicy|MapRuns)/,
    reason: 'Executions are named when they start, and a task token names its machine only to the service.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::.*ArtefactBucket.*\/model\/\*\]$/,
    construct: /(PublishModels|ScoreModels)\/Role\/DefaultPolicy/,
    reason: 'Artefacts are named by the hash of their content.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::.*(Profile|Ledger)Table.*\/export\/\*\]$/,
    construct: /Train\/Role\/DefaultPolicy/,
    reason: 'DynamoDB names an export when it starts.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::.*:execution:.*\/\*\]$/,
    construct: /Train\/MapRuns/,
    reason: 'A distributed map runs as executions of its own machine, which the service names.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::.*ArtefactBucket.*\/plan\/\*\]$/,
    construct: /StartTriggers\/Role\/DefaultPolicy/,
    reason: 'Plans are named by the hash of their content.',
  },
  {
    rule: /^Serverless-LambdaDLQ$/,
    construct: /(FitModels|PublishModels|ScoreModels)\/Function/,
    reason: 'Only the state machine calls them, and waits for their answer.',
  },
  {
    rule: /^Serverless-LambdaDLQ$/,
    construct:
      /(CollectEvents|IngestEvents|HandleUrgent|WatchSources|DispatchMessages|StartTriggers|Unsubscribe|WriteCopy)\/Function/,
    reason:
      'The stream lanes put whole failed records into the failure bucket, the front door answers its caller, the watch runs again in an hour, and the dispatcher finds what it left open in the next minute.',
  },
];
