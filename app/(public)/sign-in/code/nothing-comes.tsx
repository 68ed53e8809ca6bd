import { sendAgain } from '#app/(public)/sign-in/actions.ts'
import { Button, TextLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import type { Method } from '#lib/accounts/challenge.ts'
import type { Lender } from '#lib/db/lenders.ts'
import { getTranslations } from '#lib/words/translations.ts'

/** What to do when no code comes, ending with a person. The same for everybody. */
export async function NothingComes({ lender, method }: { lender: Lender; method: Method }) {
  const t = await getTranslations('sign-in.code')
  const printed = method === 'recovery_code'
  return (
    <Card>
      {!printed && (
        <>
          <h2>{t('nothing_title')}</h2>
          <ul className="flex list-disc flex-col gap-1 ps-5 text-small">
            <li>{t(`nothing_${method}`)}</li>
            <li>{t('nothing_identifier')}</li>
          </ul>
          <form action={sendAgain}>
            <Button look="quiet">{t('again')}</Button>
          </form>
        </>
      )}
      <div className="flex flex-wrap gap-x-6">
        <TextLink href="/sign-in/method" className="flex min-h-11 items-center">
          {t('other_way')}
        </TextLink>
        <TextLink href="/sign-in" className="flex min-h-11 items-center">
          {t('other_identifier')}
        </TextLink>
      </div>
      <p className="text-small text-soft">
        {t.rich('nothing_person', {
          phone: () => (
            <a
              href={`tel:${lender.helpPhone.replace(/[^+\d]/g, '')}`}
              className="font-semibold whitespace-nowrap text-ink underline underline-offset-4"
            >
              <bdi dir="ltr">{lender.helpPhone}</bdi>
            </a>
          ),
          hours: () => <bdi className="whitespace-nowrap">{lender.helpHours}</bdi>,
        })}
      </p>
    </Card>
  )
}
