import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

export interface PrivateBucketProps {
  readonly encryptionKey: IKey;
  readonly protectsData: boolean;
  /** Objects vanish after so many days; undefined = they stay. */
  readonly expiryDays?: number;
  /** Objects under this prefix vanish sooner. */
  readonly sooner?: { readonly prefix: string; readonly days: number };
}

/** A bucket that only our roles reach, only over TLS, encrypted by our key. */
export function privateBucket(scope: Construct, id: string, props: PrivateBucketProps): Bucket {
  const bucket = new Bucket(scope, id, {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    encryption: BucketEncryption.KMS,
    encryptionKey: props.encryptionKey,
    bucketKeyEnabled: true,
    enforceSSL: true,
    removalPolicy: props.protectsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    lifecycleRules: [
      { id: 'unfinished-uploads', abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ...(props.expiryDays === undefined
        ? []
        : [{ id: 'expiry', expiration: Duration.days(props.expiryDays) }]),
      ...(props.sooner === undefined
        ? []
        : [
            {
              id: 'sooner',
              prefix: props.sooner.prefix,
              expiration: Duration.days(props.sooner.days),
            },
          ]),
    ],
  });
  return bucket;
}
