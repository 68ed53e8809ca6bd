import { TextLink } from '#components/ui/button.tsx'
import type { PlanRecord } from '#lib/restructurings/queries.ts'
import { getTranslations } from '#lib/words/translations.ts'

export async function WithdrawLink({ plan: { id, state } }: { plan: PlanRecord }) {
  const t = await getTranslations('plans')
  return (
    <TextLink
      href={`/plans/${id}/withdraw`}
      className="flex min-h-11 items-center self-center print:hidden"
    >
      {t(`withdraw.go.${state}`)}
    </TextLink>
  )
}
