/** Money that came and was put aside, in the ledger, too. */
export function moneySetAside() {
  const payments: { id: string; intent: string }[] = []
  const newest = () => payments.at(-1)
  return {
    payments: () => {
      payments.push({ id: crypto.randomUUID(), intent: `pi_${crypto.randomUUID()}` })
      return {
        id: newest()?.id,
        payment_intent_id: newest()?.intent,
        state: 'set_aside',
        set_aside_reason: 'loan_over',
      }
    },
    postings: () => ({ cause: 'capture', cause_id: newest()?.intent }),
    ledger_entries: () => ({
      account: 'psp_clearing',
      amount_minor: 1_000,
      loan_id: null,
      payment_id: newest()?.id,
    }),
  }
}
