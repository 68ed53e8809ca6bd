import { redirect } from 'next/navigation'
import { requireLender } from '#app/current-lender.ts'
import { readerOf } from '#app/reader.ts'
import { Page } from '#components/page/page.tsx'
import { PhonePicture } from '#components/phone/phone-picture.tsx'
import { database } from '#lib/db/client.ts'
import { linkToken } from '#lib/domain/identity/link-token.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { statementByCode } from '#lib/statements/queries.ts'
import { Statement } from './statement.tsx'

type Props = { params: Promise<{ code: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('statements'))('check.title') }
}

export default async function Check({ params }: Props) {
  const lender = await requireLender()
  const { code } = await params
  const reader = await readerOf(lender)
  const asked = { text: linkToken(code), now: reader.now }
  const statement = await statementByCode(database(), lender.id, asked)
  if (!statement) redirect(`/before-you-buy?${new URLSearchParams({ code: linkToken(code) })}`)
  const t = await getTranslations('statements')
  const { stated, validity } = statement
  const isFree = stated.kind === 'free' && validity === 'valid'
  const title = validity === 'valid' ? `says.${stated.kind}` : `validity.${validity}`
  return (
    <Page
      title={t(`${title as 'says.free' | 'validity.expired'}.title`)}
      lender={lender}
      back={{ href: '/before-you-buy', label: t('check.another') }}
      picture={
        <PhonePicture
          sight={isFree ? 'open' : 'locked'}
          brand={stated.brand}
          model={stated.model}
        />
      }
    >
      <Statement statement={statement} lender={lender} reader={reader} />
    </Page>
  )
}
