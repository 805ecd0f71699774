import { describe, expect, test } from "vitest";
import { readNotes } from "../../src/mentor/notes.ts";
import { history, session } from "./build.ts";

const distress = (personal_notes: string) =>
  readNotes(history([], { session: session({ personal_notes }) })).distress;

/** As people write when the money, or more, must not be lost. */
const SIGNS = `
pakai uang dapur lagi
Modal dari PINJOL
harus bayar hutang
kena MC, deposit, MC lagi
pengen mati aja
pgn mati rasanya, saldo abis
mending mati aja lah
udah capek hidup, semua ludes
gak mau hidup lagi
kepikiran bunuh diri tadi malam
rasanya mau mati
matiii aja deh
i want to die
kena margin call kedua kali
kena mc ke-3 bulan ini
udah 3 kali margin call minggu ini
MC lagi MC lagi
dua kali MC dalam sehari
stop out lagi di gold
blew up, margin call again
paylater buat depo
depo pakai paylater
pake spaylater buat top up 500rb
tarik tunai kartu kredit buat modal
gesek kartu kredit buat deposit
KTA buat nambah modal trading
jual motor buat deposit
jual laptop untuk depo lagi
lego hp buat topup
jual emas istri buat nutup floating
gadai BPKB
bpkb motor digadaikan
pinjam duit temen buat depo
minjem uang saudara lagi
ngutang ke tetangga buat modal
utang makin numpuk
gak bisa bayar utang bulan ini
belum bayar pinjol
dikejar debt collector
mau lunasin utang dari profit ini
biar bisa lunasin pinjol
pakai uang spp anak
duit sekolah anak kepake
uang kontrakan udah masuk akun
duit susu anak abis buat trading
dana darurat tinggal separuh, masuk ke gold semua
tabungan nikah habis semua
tabungan istri kepakai
uang ortu buat rumah sakit ikut ke-MC
duit kantor kepake dulu
gaji habis buat trading
habis semua tabungan
gak ada duit buat makan
nunggak kontrakan dua bulan
istri gak tau kalo saya rugi segini
kayaknya kecanduan trading
using borrowed money
rent money gone
gak tahan, pinjol lagi
gue pingin mati
rasanya pengen ngilang aja dari dunia
kayaknya lebih baik mati
udah ga sanggup hidup
mau gantung diri
loncat dari gedung kali ya
hutang gue makin gede
pinjem duit ke kakak buat depo lagi
minjem duit mertua
pake duit belanja istri
pake duit anak
duit kuliah adek gua pakai dulu
uang SPP belum kebayar karena MC
sertifikat rumah digadai
gadaikan motor
jual cincin nikah buat modal
jual mobil untuk nutup MC
ngajuin pinjol 5 juta buat depo
limit paylater dipakai topup
kredivo buat depo
akulaku buat isi saldo
tarik tunai CC buat trading
kena mc 2x hari ini
MC ke 4 kalinya
margin call berturut-turut
MC mulu anjir
akun ke-3 MC
udah mc berkali-kali
modal terakhir, kalau habis gak bisa makan
ini uang terakhir
duit buat bayar kos kepake
tabungan ludes
tabungan umroh mama kepakai
ga berani bilang istri
suami belum tahu saya loss 50 juta
sembunyiin kerugian dari keluarga
gak bisa stop trading, kecanduan
kayak orang judi, gak bisa berhenti
tagihan paylater jatuh tempo besok, harus profit
harus profit buat bayar cicilan
kejar setoran buat bayar utang
berhutang lagi
uang kas RT kepakai
uang titipan orang dipakai trading
pinjam bank buat modal
kur buat modal trading
depresi berat
i hate my life
spent the rent money
lost my savings
tidak sanggup bayar cicilan, all in aja
`;

/** The opposite: denied, settled, of somebody else, a figure of speech, or just trading. */
const NONE = `
Sudah lunas pinjol, lega
teman saya kena MC lagi
bukan uang dapur
tanpa utang
utang lunas
hampir MC
hari tenang
pinjol sudah lunas
akhirnya bebas utang
alhamdulillah utang udah beres
udah ngelunasin paylater kemarin
modal bukan dari pinjaman
jangan sampai pakai uang sekolah anak
tidak mau utang buat trading
gak bakal pinjol
anti pinjol
nggak pernah pakai duit istri
saya tidak pakai uang dapur, ini uang dingin
uang dapur aman
uang belanja sudah dipisah
dana darurat tidak disentuh
tabungan anak tetap utuh
tabungan nikah sudah terpisah dari modal
ada member grup yang kena margin call ketiga kalinya
kasihan temen kantor, pinjol buat depo
dia jual motor buat deposit
orang di grup all in pakai paylater
baca berita orang bunuh diri karena rugi
lawan tren begini sama saja bunuh diri
averaging tanpa SL itu bunuh diri
HP mau mati, cut manual
laptop udah mau mati
mau mati lampu, cepat close
baterai mau mati jadi lupa pasang TP
jual emas buat hedging
jual emas di 3350
sell gold, target 3340
mc kecil, bukan buat long term
market cap naik terus
plafon utang AS bikin volatile
rasio utang emiten ini tinggi
krisis utang lagi jadi berita
surat utang negara naik
emiten punya utang jangka panjang besar
utang budi sama mentor
masih utang laporan minggu lalu
utang jurnal kemarin sudah diisi
punya teman yang kecanduan trading
baru dapat gaji, nggak ditambah ke akun
beli monitor baru
bayar listrik dulu, trading nanti
uangnya dingin semua
belum pernah margin call
nggak pernah MC lagi sejak pakai SL
margin call? alhamdulillah belum
setop dulu, capek
capek tapi hari ini disiplin
mati gaya nunggu news
pasar mati, sepi banget
kapok pinjol, sekarang modal sendiri
utang sudah dibayar semua
pinjol? ga pernah
ga ada utang
alhamdulillah gak punya utang
bukan duit pinjaman
temenku jual motor buat depo
saudara saya gadai rumah
tetangga pinjol
jangan pakai uang dapur
ingat: jangan ngutang
prinsip: no utang
uang sekolah anak sudah dibayar
uang dapur udah aku pisahin
dana darurat 6 bulan aman
harga emas mau mati di 3400
candle mau mati
trend mau mati
posisi mati di SL
mati-matian nahan posisi
setengah mati nunggu entry
mati kutu lawan market
SL kena, gapapa
belum pernah kena MC
target: tidak MC bulan ini
takut MC
hampir margin call, untung ada SL
margin level aman
buyback saham, utang turun
laporan keuangan: utang naik 20%
DER dan utang bank besar
pemerintah tambah utang
jual gold di resistance
jual EURUSD untuk hedging posisi buy
istri tau saya trading dan dukung
istri belum tau saya profit, mau kasih kejutan
gajian, beli buku trading
makan dulu baru trading
bayar cicilan rumah dari gaji, bukan dari akun
tarik profit buat bayar spp anak
wd buat belanja istri
profit buat uang dapur
wd 1 juta untuk uang dapur
hasil trading buat bayar sekolah anak
cicilan lunas dari profit
sudah tidak pinjol lagi
beli motor dari profit
jual motor lama, beli yang baru
hidup tenang
capek, tidur dulu
trading pakai uang dingin, bukan tabungan anak
`;

const linesOf = (text: string) => text.trim().split("\n");

describe("notes that must be heard", () => {
  test("are sixty and more of each kind, each once", () => {
    for (const lines of [linesOf(SIGNS), linesOf(NONE)]) {
      expect(lines.length).toBeGreaterThanOrEqual(60);
      expect(new Set(lines).size).toBe(lines.length);
    }
  });
  test.each(linesOf(SIGNS))("heard: %s", (text) => expect(distress(text)).toBe(true));
  test.each(linesOf(NONE))("not: %s", (text) => expect(distress(text)).toBe(false));

  test("a sign stays one beside a denial of another", () => {
    expect(distress("bukan uang dapur, tapi uang spp anak")).toBe(true);
    expect(distress("utang lunas. sekarang pinjol lagi")).toBe(true);
    expect(distress("teman kena MC lagi, saya pengen mati aja")).toBe(true);
  });
});
