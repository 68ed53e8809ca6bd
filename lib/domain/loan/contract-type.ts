/** By which kind of contract a phone is paid: it says whose the phone is meanwhile, and what may lock it. */
export const contractTypes = ['loan', 'hire_purchase', 'lease', 'carrier_plan'] as const
export type ContractType = (typeof contractTypes)[number]
