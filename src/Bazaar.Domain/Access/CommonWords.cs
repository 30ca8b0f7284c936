using System.Collections.Frozen;

namespace Bazaar.Domain.Access;

/// <summary>Words that passwords are made of most often. With the endings and disguises that <see cref="PasswordPolicy"/> takes off, each stands for hundreds.</summary>
internal static class CommonWords
{
    private static readonly FrozenSet<string> All = ToSet(
        """
        password passwort passw pass passcode secret letmein welcome admin administrator root user guest login master access default changeme temp test testing demo sample
        system server database computer internet network security secure private public manager staff auditor owner boss office company business account money cash bank
        shop store bazaar bazar kiryana karyana mart market supermarket grocery sales sale stock till counter customer supplier inventory warehouse
        qwerty qwert qwertz azerty asdf asdfgh zxcv zxcvbn abc abcd abcdef iloveyou loveyou ilove love lovely lover baby babe honey sweet sweetheart darling angel princess prince
        king queen sunshine sunflower moonlight moon star stars superstar rainbow summer winter spring autumn monday tuesday wednesday thursday friday saturday sunday
        january february march april may june july august september october november december football soccer cricket baseball basketball hockey tennis golf champion winner
        dragon monkey tiger lion eagle falcon panther shark wolf bear horse dog cat kitty puppy bunny butterfly flower flowers rose lily jasmine pepper ginger cookie chocolate
        banana orange apple mango cherry lemon coffee tea sugar biscuit cheese chicken pizza burger shadow ghost phantom ninja samurai warrior knight hunter killer soldier
        batman superman spiderman ironman pokemon pikachu naruto starwars matrix avatar harry potter hogwarts disney mickey donald
        michael michelle jessica jennifer ashley amanda daniel andrew joshua matthew robert thomas charlie george william james john david jordan taylor nicole hannah sophie
        freedom liberty peace hello hellothere goodmorning goodbye whatever nothing something forever always never trustno nopass mypass mypassword thepassword newpassword
        myself family mother father mama papa mummy daddy brother sister friend friends bestfriend student teacher school college university doctor engineer lawyer
        samsung nokia iphone android google facebook instagram youtube whatsapp twitter tiktok microsoft windows linux ubuntu apple oracle mysql postgres docker
        pakistan pak zindabad pakistanzindabad jeevay karachi lahore islamabad rawalpindi peshawar quetta multan faisalabad sialkot gujranwala hyderabad punjab sindh balochistan
        kashmir khyber india delhi mumbai bombay bangladesh dhaka dubai london paris america canada china japan arabia makkah mecca madina medina kaaba
        allah allahuakbar bismillah mashallah inshallah alhamdulillah subhanallah muhammad mohammad mohammed ahmad ahmed ali hassan hussain husain umar omar usman osman bilal hamza
        abdullah ibrahim ismail yusuf yousaf fatima ayesha aisha khadija zainab maryam mariam sana hina noor nadia saima sadia asma rabia sidra iqra bushra shazia rukhsana
        imran kamran adnan faisal farhan fahad kashif nadeem naveed nasir tariq tahir shahid sajid rashid waqas waseem zeeshan zubair junaid saad salman rizwan usama asad asif
        khan malik raja chaudhry butt sheikh syed shah mirza baig qureshi siddiqui ansari bhatti rana mughal abbasi hashmi gilani janjua jaan jaanu janu jani meri mera apna
        dil dilse pyar pyaar mohabbat ishq zindagi dost dosti yaar chand sitara sooraj phool gulab khushi shaheen afridi babar jinnah iqbal quaid azam
        shahrukh salman aamir hrithik katrina kareena deepika priyanka madhuri amitabh bollywood
        monster legend hacker hack gamer player cool super mega ultra power energy thunder lightning storm fire ice diamond silver gold golden platinum crystal
        black white green blue purple yellow orange brown pink red mustang ferrari porsche mercedes honda toyota suzuki corolla civic mehran yamaha harley
        liverpool arsenal chelsea barcelona madrid manchester united juventus ronaldo messi neymar kohli sachin
        jesus christ heaven faith blessed god angel devil satan magic merlin gandalf frodo cheers lucky luck happy smile smiley
        """);

    public static bool Contains(string word) => All.Contains(word);

    private static FrozenSet<string> ToSet(string words) => words.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
