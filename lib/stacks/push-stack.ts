import { CfnOutput, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import { CfnApp } from 'aws-cdk-lib/aws-pinpoint';
import type { Construct } from 'constructs';

/**
 * The application of AWS End User Messaging Push, in a stack of its own: what else was called Pinpoint ended in
 * October 2026, and this can be switched off without touching anything else. The credentials of APNs and FCM are put
 * in by hand: they are no business of a template.
 */
export class PushStack extends Stack {
  readonly applicationId: string;

  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const application = new CfnApp(this, 'PushApplication', { name: id });
    Validations.of(application).acknowledge({
      id: 'CloudFormation-Validate::W3696',
      reason: 'the linter warns of all that is called Pinpoint; sending to device tokens goes on',
    });
    this.applicationId = application.ref;
    new CfnOutput(this, 'PushApplicationId', { value: this.applicationId });
  }
}
