/** Why a value of the settings is refused; the screen has the words. */
export type FaultReason =
  | 'needed'
  | 'not_whole'
  | 'not_hour'
  | 'not_number'
  | 'not_amount'
  | 'too_small'
  | 'too_big'
  | 'too_short'
  | 'too_long'
  | 'too_many'
  | 'choose_one'
  | 'not_email'
  | 'not_url'
  | 'not_date'
  | 'not_allowed'
  | 'not_a_colour'
  | 'not_a_country'
  | 'unreadable_colour'
  | 'not_a_mark'
  | 'not_a_number_to_call'
  | 'only_latin'
  | 'needs_letter'
  | 'forbidden_sign'
  | 'loans_unpayable'
  | 'none_in_currency'
  | 'more_than_promised'
  | 'after_the_date'
  | 'not_after_the_first'
  | 'more_than_allowed'
  | 'twice'
  | 'no_way'
  | 'in_future'
  | 'two_decimals'
  | 'amount_too_big'
  | 'more_than_better'
  | 'more_than_a_payment'
  | 'reason_needed'
  | 'reason_too_long'
  | 'not_time'
  | 'overlaps'
  | 'no_such_place'

/** What is wrong with one value: a reason with a name, and the limits it speaks of. */
export type SettingsFault = {
  path: string
  reason: FaultReason
  least?: number
  most?: number
  /** What the words name. */
  among?: string
}
