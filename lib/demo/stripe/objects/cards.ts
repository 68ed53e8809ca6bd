export type Decline = { code: string; declineCode: string | null; message: string }

export type Afterwards = 'fraudulent' | 'product_not_received' | 'inquiry' | 'fraud_warning'

export type CardBehaviour = {
  /** A 3-D Secure page comes first. */
  challenge?: true
  decline?: Decline
  afterwards?: Afterwards
  refunds?: 'pending_first' | 'fail_later'
}

const declined = (declineCode: string, message = 'Your card was declined.'): CardBehaviour => ({
  decline: { code: 'card_declined', declineCode, message },
})

// docs.stripe.com/testing
const behaviours: Record<string, CardBehaviour> = {
  '4242424242424242': {},
  '4000056655665556': {},
  '5555555555554444': {},
  '5200828282828210': {},
  '5105105105105100': {},
  '2223003122003222': {},
  '378282246310005': {},
  '371449635398431': {},
  '6011111111111117': {},
  '3056930009020004': {},
  '3566002020360505': {},
  '6200000000000005': {},
  '4000004840008001': {},
  '4000001440000009': {},
  '4000000000000077': {},
  '4000000000000341': declined('generic_decline'),
  '4000000000000002': declined('generic_decline'),
  '4000000000009995': declined('insufficient_funds', 'Your card has insufficient funds.'),
  '4000000000009987': declined('lost_card'),
  '4000000000009979': declined('stolen_card'),
  '4000000000000069': {
    decline: { code: 'expired_card', declineCode: null, message: 'Your card has expired.' },
  },
  '4000000000000127': {
    decline: {
      code: 'incorrect_cvc',
      declineCode: null,
      message: "Your card's security code is incorrect.",
    },
  },
  '4000000000000119': {
    decline: {
      code: 'processing_error',
      declineCode: null,
      message: 'An error occurred while processing your card. Try again in a little bit.',
    },
  },
  '4000002500003155': { challenge: true },
  '4000002760003184': { challenge: true },
  '4000000000003220': { challenge: true },
  '4000008400001629': { challenge: true, ...declined('generic_decline') },
  '4000000000000259': { afterwards: 'fraudulent' },
  '4000000000002685': { afterwards: 'product_not_received' },
  '4000000000001976': { afterwards: 'inquiry' },
  '4000000000005423': { afterwards: 'fraud_warning' },
  '4000000000007726': { refunds: 'pending_first' },
  '4000000000005126': { refunds: 'fail_later' },
}

/** How a test card behaves; any other card is declined, as Stripe does in test mode. */
export function behaviourOf(number: string): CardBehaviour {
  return (
    behaviours[number] ??
    declined(
      'test_mode_live_card',
      'Your card was declined. Your request was in test mode, but used a non test card. For a list of valid test cards, visit: https://stripe.com/docs/testing.',
    )
  )
}

/** Whether the last digit is the Luhn check digit of the others. */
export function hasCheckDigit(number: string): boolean {
  let sum = 0
  for (const [index, digit] of [...number].reverse().entries()) {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1)
    sum += value > 9 ? value - 9 : value
  }
  return sum % 10 === 0
}

export function brandOf(number: string): string {
  if (/^3[47]/.test(number)) return 'amex'
  if (/^(5[1-5]|2[2-7])/.test(number)) return 'mastercard'
  if (/^6(011|5)/.test(number)) return 'discover'
  if (/^3(0|6|8)/.test(number)) return 'diners'
  if (/^35/.test(number)) return 'jcb'
  return /^62/.test(number) ? 'unionpay' : 'visa'
}

/** How long the security code on the card is. */
export function cvcLength(number: string): number {
  return brandOf(number) === 'amex' ? 4 : 3
}
