import type { CellType, Column, KindColumns, TableKind } from './import-kind.ts';

type Flags = Omit<Column, 'name' | 'type' | 'synonyms'>;
const REQUIRED: Flags = { isRequired: true };

const column = (name: string, type: CellType, synonyms: string, flags: Flags = {}): Column => ({
  name,
  type,
  synonyms: synonyms.split(' '),
  ...flags,
});

const customer = column(
  'customer_id',
  'id',
  'customer user_id member_id household_id client_id 고객번호 고객아이디 고객id 회원번호 회원id 회원아이디 카드번호 멤버십번호 포인트카드번호 주문자id',
  REQUIRED,
);
const product = (flags: Flags = {}): Column =>
  column(
    'product_id',
    'id',
    'product sku item_id stock_code 상품코드 상품번호 품번 품목코드 상품id 제품코드 제품번호',
    flags,
  );
const store = (flags: Flags = {}): Column =>
  column(
    'store_id',
    'id',
    'store shop_id branch_id 매장코드 매장번호 점포코드 지점코드 매장 점포 지점',
    flags,
  );
const campaign = (flags: Flags = {}): Column =>
  column('campaign_id', 'id', 'campaign 캠페인 캠페인번호 캠페인id 캠페인코드', flags);
const coupon = column('coupon_id', 'id', 'coupon coupon_upc coupon_code 쿠폰번호 쿠폰코드 쿠폰id', REQUIRED);
const time = (synonyms: string, flags: Flags = REQUIRED): Column =>
  column('timestamp', 'time', synonyms, flags);
const currency = column('currency', 'currency', 'currency_code 통화 통화코드 화폐');
const timezone = column('timezone', 'zone', 'time_zone tz 시간대 타임존');
const CHANNELS = {
  push: ['푸시', '앱푸시', 'app'],
  email: ['이메일', '메일', 'mail'],
  sms: ['문자', 'lms', 'mms', '휴대폰'],
};
/** Consents also speak of channels that nobody is addressed through here. */
const CONSENT_CHANNELS = { ...CHANNELS, kakao: ['카카오', '카카오톡', '알림톡'], all: ['전체', '공통'] };
const channel = column('channel', { oneOf: CHANNELS }, '채널 수신채널 매체', REQUIRED);

/** Every kind of table with its columns: docs/guides/import.md is written from this. */
export const KIND_COLUMNS: Readonly<Record<TableKind, KindColumns>> = {
  purchases: {
    columns: [
      customer,
      column(
        'order_id',
        'id',
        'order basket_id invoice invoice_no receipt_id 주문번호 주문id 주문코드 영수증번호 거래번호 전표번호',
        REQUIRED,
      ),
      time(
        'order_date ordered_at transaction_timestamp invoice_date date datetime 주문일시 주문일자 주문일 구매일시 구매일자 구매일 결제일시 결제일자 결제일 거래일시 판매일시 판매일자',
      ),
      product(),
      column('category', 'text', 'product_category department 카테고리 분류 상품분류 상품카테고리 대분류'),
      column('quantity', 'quantity', 'qty count 수량 구매수량 주문수량 판매수량 개수'),
      column(
        'amount',
        'amount',
        'sales_value line_total total price_paid 결제금액 금액 실결제금액 구매금액 판매금액 주문금액 합계 총액 합계금액 매출액',
      ),
      currency,
      store(),
      column('channel', 'text', 'sales_channel 채널 판매채널 주문경로 구매채널 판매처'),
      column(
        'discount',
        'amount',
        'retail_disc coupon_disc coupon_match_disc discount_amount 할인 할인금액 할인액 쿠폰할인 쿠폰할인금액',
        { isSummed: true },
      ),
      column('coupon_code', 'id', 'coupon coupon_id 쿠폰 쿠폰코드 쿠폰번호'),
      column('tax_included', 'flag', '부가세포함 세금포함 과세포함여부'),
      column('gift', 'flag', 'is_gift 선물 선물여부 선물하기'),
      column(
        'cancelled',
        'standing',
        'canceled is_cancelled status order_status 취소 취소여부 주문상태 상태 처리상태 클레임상태',
      ),
    ],
  },
  reviews: {
    columns: [
      product(REQUIRED),
      customer,
      time('date reviewed_at created_at 작성일시 작성일자 작성일 등록일시 등록일 리뷰일시 리뷰작성일'),
      column('rating', 'rating', 'stars score 평점 별점 점수 만족도', { isRequired: true, mayBeEmpty: true }),
      column('title', 'text', 'summary subject 제목 리뷰제목'),
      column('text', 'text', 'review body content 내용 리뷰내용 본문 후기 리뷰 상품평', {
        isRequired: true,
        mayBeEmpty: true,
      }),
    ],
  },
  coupon_redemptions: {
    columns: [
      customer,
      coupon,
      campaign(),
      time('redemption_date redeemed_at date 사용일시 사용일자 사용일'),
    ],
  },
  campaign_targets: {
    columns: [campaign(REQUIRED), customer, time('date targeted_at sent_at 발송일시 발송일 노출일시', {})],
  },
  demographics: { columns: [customer], keepsUnknown: true },
  products: {
    columns: [
      product(REQUIRED),
      column('name', 'text', 'product_name product_type title 상품명 제품명 품명', {
        isRequired: true,
        mayBeEmpty: true,
      }),
      column('category', 'text', 'product_category 카테고리 분류 상품분류'),
      column('brand', 'text', 'brand_name 브랜드 브랜드명'),
      column('price', 'amount', 'list_price 가격 판매가 정가 소비자가'),
      column('cost', 'amount', 'unit_cost 원가 매입가 공급가'),
      currency,
      column('stock', 'quantity', 'inventory 재고 재고수량'),
      column('description', 'text', 'detail 설명 상품설명 상세설명'),
      column('launched', 'date', 'launch_date released 출시일 등록일 판매시작일'),
    ],
    keepsUnknown: true,
  },
  stores: {
    columns: [
      store(REQUIRED),
      column('name', 'text', 'store_name 매장명 점포명 지점명', { isRequired: true, mayBeEmpty: true }),
      column('region', 'text', 'city area 지역 시도 권역'),
      column('latitude', 'number', 'lat 위도'),
      column('longitude', 'number', 'lng lon long 경도'),
      timezone,
    ],
    keepsUnknown: true,
  },
  store_events: {
    columns: [
      column('event_id', 'id', 'event 행사번호 행사코드 이벤트번호 이벤트코드', REQUIRED),
      store(REQUIRED),
      column('kind', 'text', 'type event_type 종류 유형 행사종류'),
      column('from', 'time', 'start start_date starts_at 시작 시작일 시작일시', REQUIRED),
      column('to', 'time', 'end end_date ends_at 종료 종료일 종료일시', REQUIRED),
      column('topic', 'text', 'subject name 주제 행사명 제목'),
    ],
    keepsUnknown: true,
  },
  store_stock: {
    columns: [
      store(REQUIRED),
      product(REQUIRED),
      column('stock', 'quantity', 'quantity qty 재고 재고수량 수량', REQUIRED),
      column('at', 'time', 'timestamp date 기준일시 기준일 조회일시', REQUIRED),
    ],
  },
  campaigns: {
    columns: [
      campaign(REQUIRED),
      column('name', 'text', 'campaign_name 캠페인명 이름'),
      column('kind', 'text', 'campaign_type type 종류 유형'),
      column('from', 'date', 'start start_date 시작 시작일', REQUIRED),
      column('to', 'date', 'end end_date 종료 종료일', REQUIRED),
    ],
    keepsUnknown: true,
  },
  coupons: { columns: [coupon, product(REQUIRED), campaign()], keepsUnknown: true },
  weather_trends: {
    columns: [
      column('region', 'text', 'city area 지역 시도', REQUIRED),
      column('date', 'date', 'day 날짜 일자 기준일', REQUIRED),
    ],
    keepsUnknown: true,
  },
  ad_spend: {
    columns: [
      campaign(REQUIRED),
      column('date', 'date', 'day 날짜 일자 집행일', REQUIRED),
      column('channel', 'text', 'media 채널 매체 광고매체', REQUIRED),
      currency,
      column('amount', 'amount', 'spend cost 금액 광고비 집행금액 비용', REQUIRED),
    ],
    keepsUnknown: true,
  },
  prices: {
    columns: [
      column('sku', 'id', 'item price_id service 품목 요금항목 항목 서비스', REQUIRED),
      column('price', 'number', 'unit_price 단가 가격 요금', REQUIRED),
      { ...currency, isRequired: true },
      column('unit', 'text', 'per 단위'),
      column('region', 'text', '리전'),
      column('valid_from', 'date', 'from start_date 적용시작일 시작일 유효시작일', REQUIRED),
      column('valid_to', 'date', 'to until end_date 적용종료일 종료일 유효종료일'),
      column('tax_included', 'flag', '부가세포함 세금포함'),
      column('contract_number', 'id', 'contract contract_no 계약번호'),
    ],
    keepsUnknown: true,
  },
  contacts: {
    columns: [
      customer,
      channel,
      column(
        'address',
        'text',
        'email e_mail phone mobile token 주소 이메일 이메일주소 전화번호 휴대폰 휴대폰번호 휴대전화 연락처',
        REQUIRED,
      ),
      timezone,
      column('locale', 'text', 'language lang 언어'),
      column('platform', 'text', 'os 플랫폼 기기'),
    ],
  },
  consents: {
    columns: [
      customer,
      column('channel', { oneOf: CONSENT_CHANNELS }, '채널 수신채널 매체', {
        isRequired: true,
        mayBeEmpty: true,
      }),
      column(
        'purpose',
        {
          oneOf: {
            marketing: ['마케팅', '광고', '광고수신', '마케팅수신', '마케팅활용', '마케팅정보수신'],
            marketing_night: ['야간', '야간광고', '야간수신', '야간마케팅', 'night'],
            analytics: ['분석', '맞춤형', '맞춤분석', '개인화'],
            location: ['위치', '위치정보', '위치기반'],
            third_party: ['제3자', '제3자제공', '3자제공', 'thirdparty'],
          },
        },
        'consent_type 목적 동의항목 동의종류 동의구분',
        REQUIRED,
      ),
      column(
        'granted',
        'flag',
        'consent agreed opt_in 동의 동의여부 수신여부 수신동의 수신동의여부',
        REQUIRED,
      ),
      time('date agreed_at consented_at 동의일시 동의일자 동의일 변경일시 처리일시'),
      column('basis', 'text', 'source legal_basis 근거 동의근거 경로 동의경로'),
      column('text_version', 'text', 'version 문구버전 약관버전 동의서버전 버전'),
    ],
  },
  suppressions: {
    columns: [
      channel,
      column(
        'address',
        'text',
        'email phone 주소 이메일 전화번호 휴대폰 휴대폰번호 수신거부번호 연락처',
        REQUIRED,
      ),
      column('reason', 'text', 'cause 사유 거부사유 이유'),
      time('date 등록일시 등록일 거부일시 거부일 수신거부일시'),
      column('lifted', 'flag', '해제 해제여부 거부해제'),
    ],
  },
};
