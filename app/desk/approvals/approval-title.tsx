import type { Approval } from '#lib/approvals/queries.ts'
import { actDetailSchema } from '#lib/domain/approval.ts'
import { formatMoney } from '#lib/domain/money/money.ts'
import type { Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'

type Props = { approval: Pick<Approval, 'kind' | 'detail'>; reader: Reader }

export function ApprovalTitle({ approval, reader }: Props) {
  const t = useTranslations('desk-acts')
  const act = actDetailSchema.safeParse(approval.detail)
  if (approval.kind === 'settings' || !act.success) return t('approval.what.settings')
  if (act.data.act === 'release') return t('approval.what.release')
  const amount = formatMoney(act.data, reader.locale)
  return t(`approval.what.${act.data.act}`, { amount })
}
