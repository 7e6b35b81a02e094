import { type EventDefinition, type Fields, may, must, oneOf } from './event-definition.ts';

const APPLICATION: Fields = {
  version: may('text', 'Version of the app.'),
  build: may('id', 'Build of the app.'),
  previous_version: may('text', 'Version before.'),
  previous_build: may('id', 'Build before.'),
  from_background: may('flag', 'Was it in the background before?'),
  url: may('text', 'What opened it.'),
  message_key: may('id', 'Our key of the message whose link opened it.'),
};

const PUSH: Fields = {
  message_key: may('id', 'Our key of the message, as it came in the payload.'),
  campaign: may('object', 'Campaign: `name`, `source`, `medium`, `content`.'),
  action: may('text', 'Button pressed.'),
};

const EMAIL: Fields = {
  message_key: may('id', 'Our key of the message.'),
  email_id: may('id', 'The provider’s id of the message.'),
  email_subject: may('text', 'Subject.'),
  campaign_id: may('id', 'Campaign.'),
  campaign_name: may('text', 'Campaign’s name.'),
  link_id: may('id', 'Link that was clicked.'),
  link_url: may('text', 'Where it leads.'),
};

const mobile = (name: string, en: string, ko: string, fields: Fields): EventDefinition => ({
  name,
  spec: 'mobile',
  about: { en, ko },
  fields,
});

const email = (name: string, en: string, ko: string): EventDefinition => ({
  name,
  spec: 'email',
  about: { en, ko },
  fields: EMAIL,
});

const own = (name: string, en: string, ko: string, fields: Fields): EventDefinition => ({
  name,
  spec: 'ours',
  about: { en, ko },
  fields,
});

const OUTCOME: Fields = {
  message_key: must('id', 'Our key of the message.'),
  channel: oneOf(['push', 'email', 'sms'], 'Channel.'),
  reason: may('text', 'Why it failed.'),
};

/** Segment's mobile and e-mail specs, and what becomes of our messages. */
export const MESSAGE_EVENTS: readonly EventDefinition[] = [
  mobile('Application Installed', 'The app was installed.', '앱을 설치했습니다.', APPLICATION),
  mobile('Application Opened', 'The app was opened.', '앱을 열었습니다.', APPLICATION),
  mobile('Application Updated', 'The app was updated.', '앱을 업데이트했습니다.', APPLICATION),
  mobile('Application Backgrounded', 'The app went into the background.', '앱을 내렸습니다.', APPLICATION),
  mobile('Application Uninstalled', 'The app was removed.', '앱을 지웠습니다.', APPLICATION),
  mobile('Deep Link Opened', 'A link opened the app.', '링크로 앱을 열었습니다.', APPLICATION),
  mobile('Push Notification Received', 'A push arrived on the device.', '푸시를 받았습니다.', PUSH),
  mobile('Push Notification Tapped', 'A push was tapped.', '푸시를 눌렀습니다.', PUSH),
  mobile('Push Notification Bounced', 'A push could not be delivered.', '푸시가 반송되었습니다.', PUSH),
  email('Email Delivered', 'An e-mail was delivered.', '이메일이 전달되었습니다.'),
  email('Email Opened', 'An e-mail was opened.', '이메일을 열었습니다.'),
  email('Email Link Clicked', 'A link in an e-mail was clicked.', '이메일의 링크를 눌렀습니다.'),
  email('Email Bounced', 'An e-mail bounced.', '이메일이 반송되었습니다.'),
  email('Email Marked as Spam', 'An e-mail was marked as spam.', '이메일이 스팸으로 신고되었습니다.'),
  email('Unsubscribed', 'Somebody unsubscribed.', '수신을 거부했습니다.'),
  own('Message Delivered', 'A message of ours arrived.', '메시지가 전달되었습니다.', OUTCOME),
  own('Message Failed', 'A message of ours did not arrive.', '메시지가 전달되지 못했습니다.', OUTCOME),
];
