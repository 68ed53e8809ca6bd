export const returnChecks = [
  'backup',
  'find_device',
  'google_account',
  'mi_account',
  'samsung_account',
  'sim_card',
  'screen_lock',
] as const
export type ReturnCheck = (typeof returnChecks)[number]

/** What may be left on a phone that is handed over. */
export const leftAccounts = returnChecks.filter((check) => check !== 'backup')
export type LeftAccount = (typeof leftAccounts)[number]

/** What to do with a phone of this make before it leaves one's hands, in the order in which it works. */
export function checksFor({ brand, model }: { brand: string; model: string }): ReturnCheck[] {
  const name = `${brand} ${model}`
  const onlyFor: Partial<Record<ReturnCheck, boolean>> = {
    mi_account: /\b(xiaomi|redmi|poco)\b/i.test(name),
    samsung_account: /\bsamsung\b/i.test(name),
  }
  return returnChecks.filter((check) => onlyFor[check] ?? true)
}
