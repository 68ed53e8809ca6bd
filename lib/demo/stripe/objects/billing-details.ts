import type Stripe from 'stripe'

const nowhere: Stripe.Address = {
  city: null,
  country: null,
  line1: null,
  line2: null,
  postal_code: null,
  state: null,
}

/** What Stripe keeps of who paid, where only a name and an e-mail address were asked for. */
export function billingDetails(payer: {
  name: string
  email: string
}): Stripe.Charge.BillingDetails {
  const [email, name] = [payer.email || null, payer.name || null]
  return { address: nowhere, email, name, phone: null, tax_id: null }
}
