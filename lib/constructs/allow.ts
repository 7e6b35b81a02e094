import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';

/**
 * Lets a role do just these actions on just these resources. CDK's own grants also write into the policies of keys,
 * buckets and secrets in the other stack, which ties the two stacks into a circle; the key's policy leaves such
 * decisions to the account's roles, so a statement on the role is enough.
 */
export function allow(
  grantee: IGrantable,
  actions: readonly string[],
  ...resources: readonly string[]
): void {
  grantee.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({ actions: [...actions], resources: [...resources] }),
  );
}

/** What reading and writing under our key takes. */
export const USE_KEY = ['kms:Decrypt', 'kms:GenerateDataKey'];
