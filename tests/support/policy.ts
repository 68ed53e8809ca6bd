/** A lender's policy as most tests want it. */
export const policy = {
  graceDays: 3,
  relockAtHour: 18,
  relock: 'by_date',
  partialUnlock: { installments: 1, days: 7 },
  minimumPaymentMinor: { LKR: '100000', MXN: '5000', JPY: '500' },
  settlement: { rebatePercent: 5, validDays: 3 },
  unlockWithinMinutes: 60,
  unlockUsualMinutes: 3,
  duplicatePayment: 'refund',
  clearingDays: { oxxo: 2 },
  worksWhileLocked: ['emergency_calls', 'incoming_calls', 'wifi_settings'],
}
