"""Numbers as a text has them, each with its value and, behind another bar, its unit."""

POINTS = """
17|17 ; 4,305|4305 ; 250.75|250.75 ; 1,234,567.89|1234567.89 ; .04|.04 ; 1.500|1.5 ; 12,5|12.5
1.500.000|1500000 ; 1,00,000|100000 ; 12,34,567|1234567 ; 12 000|12000 ; 7 250 000|7250000
12'000|12000 ; 12’000|12000 ; 12\u202f000|12000 ; 12\u00a0000|12000 ; １２,０００|12000
6k|6000 ; 6K|6000 ; 2.5m|2500000 ; 2.5M|2500000 ; 3mn|3000000 ; 3 mln|3000000 ; 4bn|4e9 ; 4B|4e9
4 bn|4e9 ; 1.5tn|1.5e12 ; 2 trillion|2e12 ; 3 lakh|300000 ; 2 crore|2e7 ; 1 lakh crore|1e12
zero|0 ; seven|7 ; nineteen|19 ; forty-two|42 ; sixty one|61 ; ninety-nine|99
one hundred|100 ; a hundred and five|105 ; six hundred thirty|630 ; nine hundred and ninety|990
two thousand and one|2001 ; three thousand four hundred|3400 ; twenty-five hundred|2500
eighty thousand|80000 ; a hundred thousand|100000 ; three hundred and ten thousand|310000
two million|2e6 ; four million six hundred thousand|4600000 ; nine billion|9e9 ; a trillion|1e12
seven hundred million|7e8 ; five thousand billion|5e12 ; three point five million|3.5e6
a dozen|12 ; three dozen|36 ; half a dozen|6 ; a half-dozen|6 ; two-dozen|24
a couple of hundred|200
a couple dozen|24 ; half a billion|5e8 ; half-million|500000 ; a million and a half|1.5e6
one and a half million|1.5e6 ; two-and-a-half thousand|2500 ; two and a half|2.5 ; 2½|2.5
1½ million|1.5e6 ; 3 1/2|3.5 ; a quarter of a million|250000 ; three-quarters of a million|750000
just 16|16 ; only 300|300 ; exactly 44|44 ; precisely nine|9 ; a total of 31|31 ; a mere 12|12
minus 4 degrees|-4 ; 20 cents|20 ; 5 percentage points|5 ; 25 basis points|25 ; 6x|6
"""
UNITS = """
$7|7|USD ; $ 7|7|USD ; $3.50|3.5|USD ; $2.5m|2.5e6|USD ; $8 billion|8e9|USD ; $900k|9e5|USD
$1.2t|1.2e12|USD ; $4mm|4e6|USD ; -$6 million|-6e6|USD ; US$40|40|USD ; $US40|40|USD
C$3 million|3e6|CAD ; A$4.57|4.57|AUD ; NZ$9|9|NZD ; HK$12|12|HKD ; £250|250|GBP
€1.5bn|1.5e9|EUR ; € 30|30|EUR ; 30 €|30|EUR ; 30€|30|EUR ; ¥500|500|JPY ; ₹90|90|INR
₽700|700|RUB
₩8,000|8000|KRW ; ₺45|45|TRY ; ₴70|70|UAH ; Rs 500 crore|5e9|INR ; Rs. 60|60|INR
USD 5m|5e6|USD ; USD5m|5e6|USD ; 5m USD|5e6|USD ; 5 million EUR|5e6|EUR ; CHF 12|12|CHF
RMB 90 million|9e7|CNY ; 6 dollars|6|USD ; a million dollars|1e6|USD
5 million US dollars|5e6|USD
5 million U.S. dollars|5e6|USD ; 9 Canadian dollars|9|CAD ; two hundred euros|200|EUR
30 million pounds|3e7|GBP ; 45 pounds|45|GBP ; 80 rubles|80|RUB ; 80 million roubles|8e7|RUB
1,200 yen|1200|JPY ; 3 billion yuan|3e9|CNY ; 5,000 won|5000|KRW
40 million South Korean won|4e7|KRW
90 rupees|90|INR ; 60 Swiss francs|60|CHF ; 5-million-dollar|5e6|USD
half a million dollars|5e5|USD
31 percent|31|% ; 31 per cent|31|% ; 31pct|31|% ; 31 %|31|% ; 31%|31|% ; 31-percent|31|%
thirty-one percent|31|% ; half a percent|.5|% ; 0.04%|.04|% ; -3%|-3|% ; a tenth of a percent|.1|%
two-thirds|66.66666666666667|% ; two thirds of voters|66.66666666666667|% ; half of voters|50|%
one-third|33.333333333333336|% ; one quarter|25|% ; a quarter of the budget|25|%
a fifth of it|20|%
three-fifths|60|% ; nine-tenths|90|% ; three quarters of us|75|% ; 1/4 of them|25|%
¾ of them|75|%
one in five|20|% ; 1 in 4 adults|25|% ; three out of four|75|% ; nine out of 10 doctors|90|%
two in every five|40|% ; one-in-ten|10|% ; 47 out of 50|94|%
"""
