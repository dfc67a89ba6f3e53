package org.labledger.generator;

import java.util.List;
import java.util.Locale;

/** Made-up names in English and in Traditional Chinese; each index has a name of its own. */
final class Names {

    /**
     * A name in both languages.
     *
     * @param en in English
     * @param zh in Traditional Chinese
     */
    record Name(String en, String zh) {

        /** Returns an IRI of the ledger, made of the English name. */
        String iri() {
            return "id:" + slug();
        }

        /** Returns the English name as a part of an IRI. */
        String slug() {
            return en.toLowerCase(Locale.ROOT)
                    .replaceAll("[^a-z0-9]+", "-")
                    .replaceAll("^-|-$", "");
        }

        private Name and(Name other) {
            return new Name(en + " " + other.en, zh + other.zh);
        }
    }

    private static final List<Name> FIRST =
            names(
                    "Ada 艾達, Amir 阿米爾, Anna 安娜, Ben 班, Carla 卡拉, Chen 晨, Clara 克拉拉, Daniel 丹尼爾, Diego 迪耶戈, Elif 艾莉芙,"
                            + " Emma 艾瑪, Farid 法立德, Grace 葛蕾絲, Hana 哈娜, Hugo 雨果, Ines 伊妮絲, Ivan 伊凡, Jonas 約納斯, Julia 茱莉亞, Kenji 健司,"
                            + " Lena 蕾娜, Lucas 盧卡斯, Maria 瑪麗亞, Mei 梅, Miriam 米莉安, Nadia 娜迪亞, Noah 諾亞, Olga 奧爾加, Omar 奧馬爾, Paula 寶拉,"
                            + " Pedro 佩德羅, Priya 普莉雅, Rafael 拉斐爾, Rosa 蘿莎, Samuel 山謬, Sofia 蘇菲亞, Tomas 湯瑪士, Vera 薇拉, Yusuf 尤蘇夫, Zoe 柔伊");

    private static final List<Name> LAST =
            names(
                    "Abel 阿貝爾, Andersen 安德森, Bauer 鮑爾, Becker 貝克, Bianchi 畢安奇, Brandt 布蘭特, Castro 卡斯楚, Costa 柯斯塔, Dumont 杜蒙, Eriksen 艾瑞克森,"
                            + " Fischer 費雪, Fontaine 方丹, Garcia 加西亞, Haddad 哈達德, Hansen 漢森, Hoffman 霍夫曼, Ibrahim 易卜拉欣, Ito 伊藤, Jensen 延森, Kaya 卡亞,"
                            + " Keller 凱勒, Kimura 木村, Kovac 柯瓦奇, Larsen 拉森, Lehmann 萊曼, Lindqvist 林奎斯特, Lopez 羅培茲, Mancini 曼奇尼, Meyer 邁爾, Moreau 莫羅,"
                            + " Nakamura 中村, Novak 諾瓦克, Okafor 奧卡福, Olsen 奧爾森, Park 朴, Petrov 彼得羅夫, Pham 范, Quiroga 基羅加, Rahman 拉赫曼, Reyes 雷耶斯,"
                            + " Rossi 羅西, Sato 佐藤, Schmidt 施密特, Silva 席爾瓦, Sorensen 索倫森, Suzuki 鈴木, Takeda 武田, Tanaka 田中, Torres 托雷斯, Ueda 上田,"
                            + " Vargas 瓦加斯, Virtanen 維爾塔寧, Wagner 華格納, Watanabe 渡邊, Weber 韋伯, Winther 溫特, Yamada 山田, Yilmaz 耶爾馬茲, Zhou 周, Zimmer 齊默");

    private static final List<Name> BEGINNINGS =
            names(
                    "Amber 琥珀, Aurora 極光, Basalt 玄武, Boreal 北境, Cedar 雪松, Cobalt 鈷藍, Coral 珊瑚, Delta 三角, Ember 餘燼, Falcon 獵鷹,"
                            + " Granite 花崗, Harbor 港灣, Indigo 靛青, Juniper 杜松, Lantern 燈籠, Meridian 子午, Nimbus 雨雲, Onyx 瑪瑙, Quartz 石英, Summit 峰頂");

    private static final List<Name> MIDDLES =
            names(
                    "Array 陣列, Atlas 圖集, Beacon 信標, Bridge 橋, Cipher 密碼, Circuit 迴路, Compass 羅盤, Engine 引擎, Forge 鍛造, Garden 花園,"
                            + " Horizon 地平線, Lattice 晶格, Mirror 鏡, Orbit 軌道, Prism 稜鏡, Relay 中繼, Signal 訊號, Spiral 螺旋, Tensor 張量, Vector 向量");

    private static final List<Name> ENDINGS =
            names("Laboratory 實驗室, Research 研究, Compute 運算, Institute 研究所, Systems 系統");

    private static final List<Name> CITIES =
            names(
                    "Aalborg 奧爾堡, Bergen 卑爾根, Cordoba 科爾多瓦, Dakar 達卡, Everton 艾弗頓, Ghent 根特, Hobart 荷巴特, Izmir 伊茲密爾, Jaipur 齋浦爾, Kyoto 京都,"
                            + " Leeds 里茲, Malmo 馬爾默, Nantes 南特, Oporto 波多, Perth 伯斯, Quito 基多, Riga 里加, Seville 塞維亞, Taipei 臺北, Utrecht 烏特勒支");

    private static final List<Name> PAPERS =
            names(
                    "Bulletin 公報, Chronicle 紀事報, Courier 信使報, Dispatch 快報, Gazette 憲報, Herald 先驅報, Journal 日報, Ledger 帳報, Mercury 水星報, Monitor 箴言報,"
                            + " Observer 觀察家報, Post 郵報, Register 登記報, Review 評論, Tribune 論壇報");

    private static final List<Name> TEAMS = names("Alignment 對齊, Evaluations 評測, Inference 推論");

    /** How many teams an organization has; each is a part of the one before. */
    static final int TEAMS_EACH = TEAMS.size();

    /** How many people have no initial in their name. */
    static final int PLAIN_PEOPLE = FIRST.size() * LAST.size();

    private Names() {}

    private static List<Name> names(String pairs) {
        return List.of(pairs.split(", ", -1)).stream()
                .map(pair -> pair.strip().split(" ", 2))
                .map(pair -> new Name(pair[0], pair[1]))
                .toList();
    }

    /** Returns the name of a person; people beyond {@link #PLAIN_PEOPLE} have initials. */
    static Name person(int index) {
        // The factor has no divisor in common with the number of names: neighbours differ, and no
        // name comes twice.
        int name = (int) (index % PLAIN_PEOPLE * 1009L % PLAIN_PEOPLE);
        Name first = FIRST.get(name % FIRST.size());
        Name last = LAST.get(name / FIRST.size());
        String en = "";
        String zh = "";
        for (int rest = index / PLAIN_PEOPLE; rest > 0; rest = (rest - 1) / 26) {
            char initial = (char) ('A' + (rest - 1) % 26);
            en += initial + ". ";
            zh += initial + "·";
        }
        return new Name(first.en + " " + en + last.en, first.zh + "·" + zh + last.zh);
    }

    /** Returns the last name of a person, in English. */
    static String lastName(int index) {
        String name = person(index).en;
        return name.substring(name.lastIndexOf(' ') + 1);
    }

    /** Returns the name of an organization. */
    static Name organization(int index) {
        int names = BEGINNINGS.size() * MIDDLES.size() * ENDINGS.size();
        int name = (int) (index % names * 1009L % names);
        return numbered(
                BEGINNINGS
                        .get(name % BEGINNINGS.size())
                        .and(MIDDLES.get(name / BEGINNINGS.size() % MIDDLES.size()))
                        .and(ENDINGS.get(name / BEGINNINGS.size() / MIDDLES.size())),
                index / names);
    }

    /** Returns the name of a team of an organization; {@code team} is below {@link #TEAMS_EACH}. */
    static Name team(int organization, int team) {
        Name name = organization(organization).and(TEAMS.get(team));
        return new Name(name.en + " team", name.zh + "團隊");
    }

    /** Returns the name of a publisher. */
    static Name publisher(int index) {
        int names = CITIES.size() * PAPERS.size();
        int name = (int) (index % names * 107L % names);
        return numbered(
                CITIES.get(name % CITIES.size()).and(PAPERS.get(name / CITIES.size())),
                index / names);
    }

    private static Name numbered(Name name, int number) {
        return number == 0
                ? name
                : new Name(name.en + " " + (number + 1), name.zh + " " + (number + 1));
    }
}
