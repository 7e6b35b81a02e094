import { PinpointClient } from '@aws-sdk/client-pinpoint';
import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import type * as z from 'zod/mini';
import type { Clock } from '#app/ports/clock.ts';
import type { OpenChannels } from '#app/ports/sender.ts';
import type { dispatchMessagesEnvironment } from '#contracts/environment/delivery.ts';
import { createPinpointPushSender } from './pinpoint-push-sender.ts';
import { createSesEmailSender } from './ses-email-sender.ts';
import { createSmsSender } from './sms-sender.ts';

/** A call that was not answered must not be repeated: it may have sent. */
const ONCE = { maxAttempts: 1 };

/** The channels that are switched on. */
export function openChannels(
  environment: z.output<typeof dispatchMessagesEnvironment>,
  clock: Clock,
): OpenChannels {
  const pace = (perSecond: number) => ({ perSecond, burst: Math.max(1, Math.ceil(perSecond)) });
  const push = environment.PUSH_APPLICATION_ID;
  const email = environment.EMAIL_FROM;
  const sms = environment.SMS_ORIGINATION_IDENTITY;
  return {
    ...(push !== '' && {
      push: {
        identity: { id: `push/${push}`, rate: pace(environment.PUSH_PER_SECOND) },
        sender: createPinpointPushSender(new PinpointClient(ONCE), {
          applicationId: push,
          addressesPerCall: environment.PUSH_ADDRESSES_PER_CALL,
          clock,
        }),
      },
    }),
    ...(email !== '' && {
      email: {
        identity: { id: `email/${email}`, rate: pace(environment.EMAIL_PER_SECOND) },
        sender: createSesEmailSender(new SESv2Client(ONCE), {
          from: email,
          configurationSet: environment.EMAIL_CONFIGURATION_SET,
        }),
      },
    }),
    ...(sms !== '' && {
      sms: {
        identity: { id: `sms/${sms}`, rate: pace(environment.SMS_PER_SECOND) },
        sender: createSmsSender(new PinpointSMSVoiceV2Client(ONCE), {
          originationIdentity: sms,
          configurationSet: environment.SMS_CONFIGURATION_SET,
          clock,
        }),
      },
    }),
  };
}
