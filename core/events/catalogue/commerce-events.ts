import { type EventDefinition, type Fields, may, must } from './event-definition.ts';

/** One product, alone or in a list of products. */
export const PRODUCT_FIELDS: Fields = {
  product_id: may('id', 'The shop’s id of the product; the same in every event and import.'),
  sku: may('id', 'Stock keeping unit.'),
  variant: may('id', 'Colour, size, …'),
  name: may('text', 'Name as shown.'),
  category: may('text', 'Category; levels are separated by `/`.'),
  brand: may('text', 'Brand.'),
  price: may('amount', 'Price of one, in the currency’s major unit.'),
  quantity: may('number', 'How many; negative for what comes back.'),
  currency: may('currency', 'ISO 4217; the brand’s currency where it is missing.'),
  coupon: may('id', 'Coupon code of this product.'),
  position: may('number', 'Place in the list.'),
};

const LIST: Fields = {
  list_id: may('id', 'Id of the list.'),
  category: may('text', 'Category that is listed.'),
  products: may('products', 'What is listed.'),
};

const CART: Fields = {
  cart_id: may('id', 'Id of the cart.'),
  products: may('products', 'What is in it.'),
};

const ORDER: Fields = {
  order_id: must('id', 'The shop’s id of the order; an order counts once however often it is told.'),
  checkout_id: may('id', 'Id of the checkout.'),
  store_id: may('id', 'Store, for a till’s sale (`context.source` is `pos` then).'),
  total: may('amount', 'What was paid: products, tax and shipping less discounts.'),
  subtotal: may('amount', 'Products less discounts, before tax and shipping.'),
  revenue: may('amount', 'Products alone, without tax and shipping.'),
  tax: may('amount', 'Tax.'),
  shipping: may('amount', 'Shipping.'),
  discount: may('amount', 'Discounts, as a positive amount.'),
  coupon: may('id', 'Coupon code.'),
  currency: may('currency', 'ISO 4217; the brand’s currency where it is missing.'),
  tax_included: may('flag', 'Do the amounts include tax?'),
  gift: may('flag', 'Is it a gift for somebody else?'),
  products: may('products', 'The basket.'),
};

const COUPON: Fields = {
  order_id: may('id', 'Order.'),
  cart_id: may('id', 'Cart.'),
  coupon_id: may('id', 'Coupon code.'),
  coupon_name: may('text', 'Name of the coupon.'),
  discount: may('amount', 'What it takes off.'),
};

const PROMOTION: Fields = {
  promotion_id: may('id', 'Promotion.'),
  creative: may('text', 'Which picture or text.'),
  name: may('text', 'Its name.'),
  position: may('text', 'Where it was shown.'),
};

const STEP: Fields = {
  checkout_id: may('id', 'Id of the checkout.'),
  step: may('number', 'Number of the step.'),
  shipping_method: may('text', 'Shipping method chosen.'),
  payment_method: may('text', 'Payment method chosen.'),
};

const define = (name: string, en: string, ko: string, fields: Fields): EventDefinition => ({
  name,
  spec: 'e-commerce',
  about: { en, ko },
  fields,
});

/** Segment's e-commerce spec. */
export const COMMERCE_EVENTS: readonly EventDefinition[] = [
  define('Products Searched', 'Somebody searched.', '상품을 검색했습니다.', {
    query: may('text', 'What was searched for.'),
  }),
  define('Product List Viewed', 'A list or category was seen.', '상품 목록을 보았습니다.', LIST),
  define('Product List Filtered', 'A list was filtered or sorted.', '상품 목록을 걸렀습니다.', LIST),
  define('Product Clicked', 'A product in a list was chosen.', '목록에서 상품을 눌렀습니다.', PRODUCT_FIELDS),
  define('Product Viewed', 'A product’s page was seen.', '상품 상세를 보았습니다.', PRODUCT_FIELDS),
  define('Product Added', 'A product was put into the cart.', '장바구니에 담았습니다.', {
    ...PRODUCT_FIELDS,
    cart_id: may('id', 'Id of the cart.'),
  }),
  define('Product Removed', 'A product was taken out of the cart.', '장바구니에서 뺐습니다.', {
    ...PRODUCT_FIELDS,
    cart_id: may('id', 'Id of the cart.'),
  }),
  define(
    'Product Added to Wishlist',
    'A product was wished for.',
    '위시리스트에 담았습니다.',
    PRODUCT_FIELDS,
  ),
  define(
    'Product Removed from Wishlist',
    'A wish was withdrawn.',
    '위시리스트에서 뺐습니다.',
    PRODUCT_FIELDS,
  ),
  define('Product Shared', 'A product was shared.', '상품을 공유했습니다.', PRODUCT_FIELDS),
  define('Product Reviewed', 'A review was written.', '리뷰를 썼습니다.', {
    product_id: may('id', 'Product.'),
    review_id: may('id', 'Review.'),
    review_body: may('text', 'What was written.'),
    rating: may('number', 'Stars.'),
  }),
  define('Cart Viewed', 'The cart was seen.', '장바구니를 보았습니다.', CART),
  define('Checkout Started', 'Checkout began.', '결제를 시작했습니다.', {
    ...ORDER,
    order_id: may('id', 'Order, where it is known already.'),
  }),
  define('Checkout Step Viewed', 'A step of the checkout was seen.', '결제 단계를 보았습니다.', STEP),
  define('Checkout Step Completed', 'A step of the checkout was done.', '결제 단계를 마쳤습니다.', STEP),
  define('Payment Info Entered', 'Payment details were entered.', '결제 정보를 입력했습니다.', STEP),
  define('Order Completed', 'Something was bought, online or at a till.', '주문을 마쳤습니다.', ORDER),
  define('Order Updated', 'An order was changed.', '주문을 바꾸었습니다.', ORDER),
  define('Order Refunded', 'An order was paid back, wholly or in part.', '주문을 환불했습니다.', ORDER),
  define('Order Cancelled', 'An order was cancelled.', '주문을 취소했습니다.', ORDER),
  define('Coupon Entered', 'A coupon was tried.', '쿠폰을 입력했습니다.', COUPON),
  define('Coupon Applied', 'A coupon was accepted.', '쿠폰을 적용했습니다.', COUPON),
  define('Coupon Denied', 'A coupon was refused.', '쿠폰이 거절되었습니다.', COUPON),
  define('Coupon Removed', 'A coupon was taken away.', '쿠폰을 뺐습니다.', COUPON),
  define('Promotion Viewed', 'A promotion was seen.', '프로모션을 보았습니다.', PROMOTION),
  define('Promotion Clicked', 'A promotion was chosen.', '프로모션을 눌렀습니다.', PROMOTION),
];
